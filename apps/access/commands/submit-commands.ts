import { parseRequest } from '#commands/request.js';
import { Ledgers } from '#ledger/ledgers.js';
import type { Principal, Receipt } from '#ledger/submission.js';
import type { Caller } from '#platform/caller.js';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuseUnreached } from '../questions/asker.js';

/** Orders for one organization, as they came in. */
export class SubmitCommands extends Command<Receipt> {
  constructor(
    readonly organization: string,
    readonly body: unknown,
    readonly caller: Caller,
    readonly correlation: string,
    readonly idempotencyKey: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(SubmitCommands)
export class SubmitCommandsHandler implements ICommandHandler<SubmitCommands> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({
    organization,
    body,
    caller,
    correlation,
    idempotencyKey,
  }: SubmitCommands): Promise<Receipt> {
    const request = parseRequest(body);
    // What begins a ledger is refused for other reasons than that the ledger is not there.
    const begins = request.commands[0]!.type === 'CreateOrganization';
    refuseUnreached(organization, caller, begins);
    return this.ledgers.submit({
      organization,
      request,
      body,
      principal: principalOf(caller),
      correlation,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
  }
}

export function principalOf(caller: Caller): Principal {
  const { via, name: credential } = caller;
  if (caller.kind === 'person') return { via, credential, acting: { kind: 'person', user: caller.user } };
  return { via, credential, acting: { kind: 'exempt', actor: via, covers: caller.covers } };
}
