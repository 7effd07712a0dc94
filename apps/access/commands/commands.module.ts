import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandsController } from './commands.controller.js';
import { SubmitCommandsHandler } from './submit-commands.js';

@Module({ imports: [CqrsModule], controllers: [CommandsController], providers: [SubmitCommandsHandler] })
export class CommandsModule {}
