export interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly content: Buffer;
}

/** Reads a multipart/form-data body by the letter of RFC 7578; throws where it departs from it. */
export function readMultipart(contentType: string, body: Buffer): readonly Part[] {
  const boundary = /^multipart\/form-data; boundary="?([^";]{1,70})"?$/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error(`not multipart/form-data with a boundary: ${contentType}`);
  const delimiter = `--${boundary}`;
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  if (at !== 0) throw new Error('the body does not begin with the boundary');
  for (;;) {
    at += delimiter.length;
    if (body.subarray(at, at + 2).toString() === '--') return parts;
    if (body.subarray(at, at + 2).toString() !== '\r\n') throw new Error('no line end after the boundary');
    const headEnd = body.indexOf('\r\n\r\n', at);
    const next = body.indexOf(`\r\n${delimiter}`, headEnd);
    if (headEnd < 0 || next < 0) throw new Error('a part does not end');
    parts.push(readPart(body.subarray(at + 2, headEnd).toString('utf8'), body.subarray(headEnd + 4, next)));
    at = next + 2;
  }
}

function readPart(head: string, content: Buffer): Part {
  const disposition = /^Content-Disposition: form-data; name="([^"]+)"(?:; filename="([^"]+)")?$/im.exec(head);
  if (disposition?.[1] === undefined) throw new Error(`a part without a name: ${head}`);
  const contentType = /^Content-Type: (.+)$/im.exec(head)?.[1];
  return { name: disposition[1], fileName: disposition[2], contentType, content };
}
