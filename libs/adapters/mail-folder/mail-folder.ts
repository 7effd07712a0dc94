import type { Mail, MailTransport } from '#projections/mailing/mail-transport.js';
import { StoreUnavailable } from '#store/event-store.js';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/**
 * A folder with a file for each mail, as mail programs open them. Whoever takes them from there delivers them; they hold
 * addresses, and tokens that work.
 */
export class MailFolder implements MailTransport {
  readonly #folder: string;
  readonly #composer = createTransport({
    streamTransport: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes the folder if it is missing, and clears away what a killed process left half-written in it.
   *
   * @throws StoreUnavailable when it cannot be written
   */
  static async open(folder: string): Promise<MailFolder> {
    await writing(folder, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(folder)) {
        if (name.endsWith('.partial')) await rm(join(folder, name));
      }
    });
    return new MailFolder(folder);
  }

  /** One file for each mail, however often it is sent. */
  async send(mail: Mail, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { to, ...rest } = mail;
    const { message } = await this.#composer.sendMail({
      ...rest,
      // An object, so that nothing in it is read as a second address.
      to: { name: '', address: to },
      textEncoding: 'quoted-printable',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    const path = join(this.#folder, nameOf(mail));
    const partial = `${path}.partial`;
    await writing(path, async () => {
      try {
        await writeDurably(partial, message);
        await rename(partial, path);
      } finally {
        await rm(partial, { force: true });
      }
      await syncFolder(this.#folder);
    });
  }
}

/** By time, so that the newest stands last. Ids of mails may hold what a file system forbids. */
function nameOf({ date, messageId }: Mail): string {
  const time = date.toISOString().replaceAll(/[:.]/g, '-');
  return `${time}-${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}.eml`;
}

async function writeDurably(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writing(path: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(
      `\`${path}\` cannot be written (${reason}); free space, or give this user permission`,
      { cause: error },
    );
  }
}
