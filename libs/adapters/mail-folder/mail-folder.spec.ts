import { letter, mailTransportSuite } from '#projections/mailing/mail-transport.suite.js';
import { readMail } from '#projections/mailing/read-mail.suite.js';
import { StoreUnavailable } from '#store/event-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailFolder } from './mail-folder.js';

const temporary = () => mkdtemp(join(tmpdir(), 'grantline-mail-'));

describe('mails in a folder', () => {
  mailTransportSuite(async () => {
    const folder = await temporary();
    return {
      transport: await MailFolder.open(folder),
      arrived: async () => {
        const names = (await readdir(folder)).toSorted();
        return Promise.all(names.map(async (name) => readMail(await readFile(join(folder, name), 'utf8'))));
      },
      remove: () => rm(folder, { recursive: true }),
    };
  });
});

describe('a folder of mails', () => {
  const { signal } = new AbortController();
  let above: string;
  let folder: string;

  beforeEach(async () => {
    above = await temporary();
    folder = join(above, 'mail');
  });
  afterEach(() => rm(above, { recursive: true }));

  it('has one file for a mail, however often it is sent', async () => {
    const transport = await MailFolder.open(folder);
    await transport.send(letter, signal);
    await transport.send(letter, signal);
    await transport.send({ ...letter, messageId: '<other@example.com>' }, signal);

    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^2026-11-21T09-00-00-000Z-[0-9a-f]{16}\.eml$/);
  });

  it('is for nobody else on the machine', async () => {
    await (await MailFolder.open(folder)).send(letter, signal);
    const [name] = await readdir(folder);

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, name!))).mode & 0o777).toBe(0o600);
  });

  it('holds nothing half-written after a start', async () => {
    await (await MailFolder.open(folder)).send(letter, signal);
    const [name] = await readdir(folder);
    await writeFile(join(folder, 'other.eml.partial'), 'Subject: half of');
    await MailFolder.open(folder);

    expect(await readdir(folder)).toEqual([name]);
  });

  it('says so when it cannot be written, and takes the mail when it can', async () => {
    const transport = await MailFolder.open(folder);
    await rm(folder, { recursive: true });
    await expect(transport.send(letter, signal)).rejects.toBeInstanceOf(StoreUnavailable);
    await MailFolder.open(folder);
    await transport.send(letter, signal);

    expect(await readdir(folder)).toHaveLength(1);
  });
});
