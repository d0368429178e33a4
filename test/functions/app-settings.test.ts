import { describe, expect, it } from 'vitest';
import { readAppSettings } from '../../functions/app-settings.js';

describe('the settings of costs', () => {
  it('are the list’s where nothing is set', () => {
    expect(readAppSettings({})).toMatchObject({
      POLYDUB_PRICES: {},
      POLYDUB_COMPUTE_FACTOR: 1,
      POLYDUB_WORKER_START_SECONDS: 5,
    });
  });

  it('are one’s own prices by id', () => {
    const { POLYDUB_PRICES: prices } = readAppSettings({ POLYDUB_PRICES: '{"container-vcpu-second":0.00002}' });
    expect(prices).toEqual({ 'container-vcpu-second': 0.00002 });
  });

  it.each([
    ['no JSON', { POLYDUB_PRICES: '{' }],
    ['a price of nothing we pay for', { POLYDUB_PRICES: '{"tea":1}' }],
    ['a price below nothing', { POLYDUB_PRICES: '{"log-gb":-1}' }],
    ['no speed', { POLYDUB_COMPUTE_FACTOR: '0' }],
    ['no address', { POLYDUB_JOB_EVENTS_ENDPOINT: 'somewhere' }],
  ])('stop the app where they hold %s', (_, env) => {
    expect(() => readAppSettings(env)).toThrow();
  });
});
