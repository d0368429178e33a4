import type { SpeechSettings } from './speech-configuration.js';

/**
 * What synthesis wants instead of a bare Microsoft Entra token: the resource's id with it, since the regional address
 * names no resource.
 */
export function speechToken({ resourceId }: Pick<SpeechSettings, 'resourceId'>): (token: string) => string {
  return (token) => `aad#${resourceId ?? ''}#${token}`;
}
