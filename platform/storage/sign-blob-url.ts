import {
  BlobSASPermissions,
  type BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';

export interface SignBlobUrlParams {
  readonly service: BlobServiceClient;
  readonly container: string;
  readonly blob: string;
  /** Azure SAS letters: `r` to read, `cw` to create and write. */
  readonly permissions: string;
  readonly now: Date;
  readonly lifetimeMs: number;
  /** File name the browser saves it under. */
  readonly downloadName?: string;
}

/** Clock difference between machines that a signature must survive. */
const clockSkewMs = 5 * 60_000;

/** A short-lived signed URL for one blob: a user-delegation SAS with an identity, a service SAS with a key. */
export async function signBlobUrl(params: SignBlobUrlParams): Promise<string> {
  const { service, container, blob } = params;
  const startsOn = new Date(params.now.getTime() - clockSkewMs);
  const expiresOn = new Date(params.now.getTime() + params.lifetimeMs);
  const isLocal = service.url.startsWith('http:');
  const values = {
    containerName: container,
    blobName: blob,
    permissions: BlobSASPermissions.parse(params.permissions),
    startsOn,
    expiresOn,
    protocol: isLocal ? SASProtocol.HttpsAndHttp : SASProtocol.Https,
    ...(params.downloadName === undefined ? {} : { contentDisposition: contentDisposition(params.downloadName) }),
  };
  const query =
    service.credential instanceof StorageSharedKeyCredential
      ? generateBlobSASQueryParameters(values, service.credential)
      : generateBlobSASQueryParameters(
          values,
          await service.getUserDelegationKey(startsOn, expiresOn),
          service.accountName,
        );
  return `${service.getContainerClient(container).getBlobClient(blob).url}?${query.toString()}`;
}

/** RFC 6266: an ASCII fallback and the true name in UTF-8. */
function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
