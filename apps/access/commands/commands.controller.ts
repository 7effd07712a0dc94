import type { Receipt } from '#ledger/submission.js';
import { DomainError } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import { Body, Controller, Headers, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Asking, RequestId } from '../http/asking.js';
import { RevisionInterceptor } from '../http/revision.interceptor.js';
import type { Answer } from '../queries/answer.js';
import { SubmitCommands } from './submit-commands.js';

const eventsMax = 1000;

/** What changes an organization. */
@Controller('v1/organizations/:organization/commands')
@UseInterceptors(RevisionInterceptor)
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  async submit(
    @Asking() caller: Caller,
    @RequestId() id: string,
    @Param('organization') organization: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<Answer<Outcome>> {
    const idempotencyKey = key === undefined ? undefined : checked(key);
    const receipt = await this.commands.execute(
      new SubmitCommands(organization, body, caller, id, idempotencyKey),
    );
    return { revision: receipt.revision, body: outcome(receipt) };
  }
}

type Outcome = Pick<Receipt, 'organization' | 'revision' | 'events' | 'warnings' | 'impact'> & {
  readonly eventCount: number;
};

function outcome({ organization, revision, events, warnings, impact }: Receipt): Outcome {
  return {
    organization,
    revision,
    eventCount: events.length,
    events: events.slice(0, eventsMax),
    warnings,
    ...(impact !== undefined && { impact }),
  };
}

function checked(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError(
    'MALFORMED',
    '`Idempotency-Key` must be 1 to 255 visible ASCII characters, and stand once',
  );
}
