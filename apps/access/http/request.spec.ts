import { describe, expect, it } from '@jest/globals';
import { requestId, traceOf } from './request.js';

const request = (headers: Record<string, string | string[]>) => ({ headers });
const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];

describe('the id of a request', () => {
  it('is the one that came with it', () => {
    expect(requestId(request({ 'x-request-id': 'Job_7.a-1' }))).toBe('Job_7.a-1');
    expect(requestId(request({ 'x-request-id': 'x'.repeat(128) }))).toHaveLength(128);
  });

  it.each(['', 'a b', 'x'.repeat(129), 'ä', 'a\nb'])('is a new one where %j came', (given) => {
    const [one, other] = [requestId(request({ 'x-request-id': given })), requestId(request({}))];
    expect(one).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
    expect(one).not.toBe(other);
    expect(one).not.toBe(given);
  });
});

describe('the trace of a request', () => {
  it('is read from traceparent', () => {
    expect(traceOf(request({ traceparent: `00-${trace}-${span}-01` }))).toBe(trace);
    expect(traceOf(request({ traceparent: `cc-${trace}-${span}-01-later` }))).toBe(trace);
  });

  it.each([
    '',
    trace,
    `00-${trace}`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
  ])('is none where it reads %j', (traceparent) => {
    expect(traceOf(request({ traceparent }))).toBeUndefined();
    expect(traceOf(request({}))).toBeUndefined();
  });
});
