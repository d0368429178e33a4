import { type OpenPictureReaderParams, openPictureReader, type Picture } from '../picture/open-picture-reader.js';

/** The pictures of a stretch, one at a time: each may be used until the next is asked for. Fails as its reader does. */
export async function* readPictures(params: OpenPictureReaderParams): AsyncGenerator<Picture, void> {
  const reader = await openPictureReader(params);
  try {
    for (let picture = await reader.read(); picture !== undefined; picture = await reader.read()) {
      yield picture;
      reader.release(picture);
    }
  } finally {
    await reader.dispose();
  }
}
