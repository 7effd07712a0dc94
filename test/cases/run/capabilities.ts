import type { Caller } from './stage.js';

/** Whether the caller's credential covers the command, as the published contract describes it. */
export function covers(caller: Caller, command: string): boolean {
  if (caller.kind === 'operator') return true;
  if (caller.kind === 'person') return false;
  const { capabilities } = caller;
  if (command === 'RecordFirstAccess') return capabilities.includes('sign_in');
  return capabilities.includes('write') || capabilities.includes(`write:${command}`);
}
