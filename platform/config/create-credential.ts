import type { TokenCredential } from '@azure/identity';

/**
 * The managed identity of this app or job. The library is loaded on first use only:
 * on one machine with connection strings it would be half of the start-up time.
 */
export async function createCredential(clientId: string | undefined): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
}
