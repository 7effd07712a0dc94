import { describe, expect, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { model } from '#access/testing/models.suite.js';
import type { ModelDocument } from '#model/document.js';
import { given, Organization } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

type Founding = Extract<Order, { CreateOrganization: unknown }>['CreateOrganization'];

const house = document({
  roles: {
    keeper: { kind: 'built-in', assignable_at: ['house'], locked: ['details'], grants: [] },
    sitter: { kind: 'preset', assignable_at: ['house'], deprecated: true, replacement: 'keeper' },
    lodger: { kind: 'built-in', assignable_at: ['room'] },
    owner: { kind: 'built-in', assignable_at: ['house'], single_holder: true },
  },
});

function founding(data: Partial<Founding> = {}): Order {
  const admin = { user: 'ana', role: 'keeper' };
  return { CreateOrganization: { name: 'Acme', model: { name: 'house', version: 1 }, admin, ...data } };
}

function nowhere(published: ModelDocument = house): Organization {
  return new Organization().publish(published);
}

describe('CreateOrganization', () => {
  it('begins the ledger with the model, the tree, the roles and the first administrator', () => {
    nowhere()
      .when(
        founding({
          admin: { user: 'ana', email: 'Ana@Example.com', role: 'keeper' },
          resources: [
            { ref: 'floor:1', parent: 'house:acme', name: 'First floor' },
            { ref: 'room:a', parent: 'floor:1' },
          ],
        }),
      )
      .happens(
        {
          OrganizationCreated: {
            name: 'Acme',
            root: 'house:acme',
            key: 'key-1',
            model: { name: 'house', version: 1, hash: JSON.stringify(house), document: house },
          },
        },
        { ResourceRegistered: { resource: 'house:acme', name: 'Acme' } },
        { ResourceRegistered: { resource: 'floor:1', parent: 'house:acme', name: 'First floor' } },
        { ResourceRegistered: { resource: 'room:a', parent: 'floor:1' } },
        {
          RoleCreated: {
            role: 'keeper',
            name: 'keeper',
            kind: 'built-in',
            locked: ['details'],
            assignableAt: ['house'],
            grants: [],
          },
        },
        {
          RoleCreated: {
            role: 'lodger',
            name: 'lodger',
            kind: 'built-in',
            assignableAt: ['room'],
            grants: [],
          },
        },
        {
          RoleCreated: {
            role: 'owner',
            name: 'owner',
            kind: 'built-in',
            assignableAt: ['house'],
            grants: [],
            singleHolder: true,
          },
        },
        {
          RoleCreated: {
            role: 'sitter',
            name: 'sitter',
            kind: 'preset',
            assignableAt: ['house'],
            grants: [],
            deprecated: true,
            replacement: 'keeper',
          },
        },
        {
          UserActivated: {
            person: 0,
            key: 'key-2',
            identity: { user: 'ana', email: 'ana@example.com' },
          },
        },
        { RoleAssigned: { person: 0, role: 'keeper', place: 'house:acme', source: 'founder' } },
      );
  });

  it('leaves places without an owner, whoever founds', () => {
    const admin = { user: 'ana', role: 'account_member' };
    const resources = [{ ref: 'project_group:g', parent: 'account:acme' }];

    const { access } = nowhere(model('jaicp'))
      .when(founding({ model: { name: 'jaicp', version: 1 }, admin, resources }))
      .warned();

    expect(access.assignments.pairsAt(access.tree.find('project_group:g', access.revision)!)).toEqual([]);
  });

  it('warns of a deprecated role', () => {
    nowhere()
      .when(founding({ admin: { user: 'ana', role: 'sitter' } }))
      .warned('role `sitter` is deprecated, assign `keeper` instead');
  });

  it('is for operators and for services whose key covers it', () => {
    nowhere().by('ana').when(founding()).refused('FORBIDDEN');
    nowhere()
      .by({ service: ['AddUser'] })
      .when(founding())
      .refused('FORBIDDEN');
    nowhere()
      .by({ service: ['CreateOrganization'] })
      .when(founding())
      .warned();
  });

  it('happens once', () => {
    given(house).when(founding()).refused('ORGANIZATION_EXISTS', '`acme`');
  });

  it('needs a published model, an administrator and a role that can be held at the root', () => {
    nowhere()
      .when(founding({ model: { name: 'house', version: 2 } }))
      .refused('MODEL_UNKNOWN', '`house` version 2')
      .when(founding({ admin: { user: 'ana' } }))
      .refused('ADMIN_MISSING')
      .when(founding({ admin: { user: 'ana', role: 'butler' } }))
      .refused('ROLE_NOT_FOUND', '`butler`')
      .when(founding({ admin: { user: 'ana', role: 'lodger' } }))
      .refused('ROLE_NOT_ASSIGNABLE_HERE', '`lodger`')
      .when(founding({ admin: { user: 'ana', role: 'owner' } }))
      .refused('USE_TRANSFER_OWNERSHIP', '`owner`');
  });

  it.each([
    ['ALREADY_EXISTS', 'floor:1', 'house:acme'],
    ['ALREADY_EXISTS', 'house:acme', 'house:acme'],
    ['UNKNOWN_TYPE', 'garden:1', 'house:acme'],
    ['WRONG_PARENT', 'desk:1', 'floor:1'],
    ['WRONG_PARENT', 'floor:2', 'garden:1'],
    ['UNKNOWN_RESOURCE', 'floor:2', 'floor:3'],
  ] as const)('refuses a resource that does not fit: %s for %s in %s', (code, ref, parent) => {
    const resources = [
      { ref: 'floor:1', parent: 'house:acme' },
      { ref, parent },
    ];

    nowhere().when(founding({ resources })).refused(code, `\`${ref}\``);
  });

  it('makes no tree of more than 32 levels', () => {
    const floors = Array.from({ length: 32 }, (_, level) => ({
      ref: `floor:${level + 1}`,
      parent: level === 0 ? 'house:acme' : `floor:${level}`,
    }));

    nowhere()
      .when(founding({ resources: floors.slice(0, 31) }))
      .warned();
    nowhere()
      .when(founding({ resources: floors }))
      .refused('WRONG_PARENT', '32 levels');
  });

  it('tells first what the model says of names, then of rights, then of what exists', () => {
    const { types } = house;
    const short = { ...house, types: { ...types, floor: { ...types['floor'], name_max: 5 } } };
    const resources = [{ ref: 'floor:1', parent: 'house:acme', name: 'Ground floor' }];
    const wrong = founding({ resources, admin: { user: 'ana', role: 'butler' } });

    nowhere(short).by('ana').when(wrong).refused('NAME_TOO_LONG');
    nowhere().by('ana').when(wrong).refused('FORBIDDEN');
    given(house).when(wrong).refused('ORGANIZATION_EXISTS');
    nowhere(document({ version: 2 }))
      .when(wrong)
      .refused('MODEL_UNKNOWN');
    nowhere().when(wrong).refused('ROLE_NOT_FOUND');
  });
});
