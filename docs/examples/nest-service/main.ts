import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceModule } from './service.module.js';

const app = await NestFactory.create<NestFastifyApplication>(ServiceModule, new FastifyAdapter());
await app.listen(3000, '127.0.0.1');
