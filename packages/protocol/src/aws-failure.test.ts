import { describe, expect, it } from 'vitest';
import { awsName } from './aws-failure.ts';
import { toFailure, toNamedFailure } from './to-failure.ts';

describe('the name of an error of AWS', () => {
  it.each([
    ['a header with a namespace', { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/' }, undefined],
    ['a bare header', { 'x-amzn-errortype': 'ThrottlingException' }, undefined],
    ['a body with a namespace', {}, { __type: 'com.amazon.coral.service#ThrottlingException' }],
    ['a bare body', {}, { __type: 'ThrottlingException' }],
  ])('stands in %s', (_where, headers, body) => {
    expect(awsName(headers, body)).toBe('throttlingexception');
  });

  it('is none where nothing is said', () => {
    expect(awsName({}, { message: 'no' })).toBeUndefined();
    expect(awsName({ 'x-amzn-errortype': '' }, undefined)).toBeUndefined();
    expect(awsName({}, { __type: 7 })).toBeUndefined();
  });
});

describe('an error of AWS', () => {
  it('is classed by its name, where its words would say something else', () => {
    const headers = { 'x-amzn-errortype': 'ThrottlingException' };
    const failure = toFailure(429, headers, '{"message":"Too many tokens, please wait before trying again."}');
    expect(failure).toMatchObject({ code: 'rate_limited', retryable: true });
  });

  it('is classed by its words, where its name is wide', () => {
    const headers = { 'x-amzn-errortype': 'ValidationException' };
    const said = (message: string): string => toFailure(400, headers, JSON.stringify({ message })).code;
    expect(said('Input is too long for requested model.')).toBe('context_length');
    expect(said('The provided model identifier is invalid.')).toBe('not_found');
    expect(said('The toolConfig field must be defined.')).toBe('bad_request');
  });

  it('inside a stream is told by the name that it comes under', () => {
    expect(toNamedFailure('throttlingException', {})).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      message: 'The upstream reported throttlingException inside its answer.',
    });
    expect(toNamedFailure('validationException', { message: 'A field is wrong.' })).toMatchObject({
      code: 'bad_request',
      retryable: false,
    });
    expect(toNamedFailure('somethingNew', { message: 'Oh.' })).toMatchObject({ code: 'server_error', message: 'Oh.' });
  });
});
