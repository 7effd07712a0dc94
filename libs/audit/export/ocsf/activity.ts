import type { LedgerEventType } from '#events/event.js';

/** Account Change, Entity Management, User Access Management; from 1.9 User Management and Role Management. */
export type ClassUid = 3001 | 3004 | 3005 | 3007 | 3008;

export type Activity = {
  readonly class: ClassUid;
  /** `activity_id` of the class; 99 stands for what the class has no word for. */
  readonly id: number;
  /** `activity_name` of 99. */
  readonly name?: string;
};

/** What every type of event is in one version of the schema. Permissions are given to a role or to a person. */
export type Activities = {
  readonly [T in LedgerEventType]: T extends 'PermissionGranted' | 'PermissionRevoked'
    ? { readonly role: Activity; readonly user: Activity }
    : Activity;
};

export function activity(uid: ClassUid, id: number): Activity {
  return { class: uid, id };
}

export function other(uid: ClassUid, name: string): Activity {
  return { class: uid, id: 99, name };
}

/** What changes neither a person nor a role is the same in both versions. */
export const ofEntities = {
  OrganizationCreated: activity(3004, 1),
  OrganizationRenamed: activity(3004, 5),
  OrganizationSettingsChanged: activity(3004, 3),
  OrganizationModelUpgraded: activity(3004, 3),
  OrganizationClosed: activity(3004, 9),
  ResourceRegistered: activity(3004, 1),
  ResourceRenamed: activity(3004, 5),
  ResourceMoved: activity(3004, 5),
  ResourceRemoved: activity(3004, 4),
  DashboardOverridden: activity(3004, 3),
  DashboardOverrideCleared: activity(3004, 3),
  NotificationRequested: other(3004, 'Notify'),
} as const satisfies Partial<Activities>;
