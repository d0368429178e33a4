import { askAzure } from './ask-azure.mjs';
import { fingerprintFolder } from './fingerprint-folder.mjs';

/**
 * Builds an image in the registry unless it holds one of the same content.
 * @param {Readonly<{ registry: string, context: string, name: string, buildArgs: readonly string[] }>} params
 * @returns {string} the image by its digest
 */
export function ensureImage({ registry, context, name, buildArgs }) {
  // another revision builds again, which takes the security fixes of the base image and of its packages
  const salt = [process.env['POLYDUB_IMAGE_REVISION'] ?? '', ...buildArgs].join('\n');
  const image = `${name}:${fingerprintFolder(context, salt)}`;
  const known = digestOf(registry, image);
  if (known !== undefined) return known;
  const args = buildArgs.flatMap((each) => ['--build-arg', each]);
  const file = ['--file', `${context}/gpu-container/Dockerfile`];
  const built = askAzure('az', ['acr', 'build', '--registry', registry, '--image', image, ...file, ...args, context]);
  const digest = built === undefined ? undefined : digestOf(registry, image);
  if (digest === undefined) throw new Error(`${image} could not be built in ${registry}.`);
  return digest;
}

/**
 * @param {string} registry
 * @param {string} image
 */
function digestOf(registry, image) {
  const [repository = '', tag = ''] = image.split(':');
  const names = askAzure('az', ['acr', 'repository', 'list', '--name', registry, '--output', 'tsv']);
  if (!names?.split('\n').includes(repository)) return undefined;
  const query = ['--query', `[?name=='${tag}'].digest`, '--output', 'tsv'];
  const list = ['acr', 'repository', 'show-tags', '--name', registry, '--repository', repository, '--detail'];
  const digest = askAzure('az', [...list, ...query]);
  return digest ? `${registry}.azurecr.io/${repository}@${digest}` : undefined;
}
