import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

// A controller as anybody would write it, which receives the body and answers a constant.

@Controller('v1/organizations/:organization')
class ConstantController {
  @Post(['access/v1/evaluation', 'access/v1/evaluations', 'commands'])
  @HttpCode(200)
  answer(@Body() body: unknown): { decision: boolean } {
    return { decision: body !== undefined };
  }
}

@Module({ controllers: [ConstantController] })
class BaselineModule {}

const app = await NestFactory.create<NestFastifyApplication>(BaselineModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
