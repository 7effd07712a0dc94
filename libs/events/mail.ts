/**
 * What stands in the stream `mail-<organization>`: how the mails fare that events of its ledger ask for. `invitation` is
 * the revision of that event. None of it changes who may do what.
 */
export type MailEvent =
  | {
      /** `by` names the process that is about to send it. */
      type: 'MailBegun';
      data: { person: number; invitation: number; by: string };
    }
  | { type: 'MailAccepted'; data: { person: number; invitation: number } }
  | {
      /** The mail server will never take it. What it said may hold an address, so only its codes are kept. */
      type: 'MailRefused';
      data: { person: number; invitation: number } & MailReply;
    };

/** How a mail server answers: a code of RFC 5321, such as 550, and one of RFC 3463, such as `5.1.1`. */
export type MailReply = { readonly code: number; readonly status?: string };
