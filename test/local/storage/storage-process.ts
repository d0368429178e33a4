import { createBlobStorage } from '../../../local/storage/create-blob-storage.js';

/** A storage as a process of its own: `node storage-process.mjs <directory>`; reports address and events to its parent. */
const [directory] = process.argv.slice(2);
if (!directory) throw new Error('Usage: storage-process <directory>');

/** Resolves when the parent can read the message even if this process is killed at once. */
function tellParent(message: object): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send?.(message, undefined, {}, (error) => (error ? reject(error) : resolve())),
  );
}

const storage = createBlobStorage({
  directory,
  eventContainers: ['inbox'],
  onBlobCreated: (event) => tellParent({ created: event.subject }),
});
const { connectionString } = await storage.start();
await tellParent({ connectionString });
process.on('disconnect', () => process.exit(0));
