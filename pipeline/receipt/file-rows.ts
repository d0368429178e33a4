import type { PublishedFile } from '../contracts/job-result.js';
import { formatBytes } from './format-bytes.js';
import { type Html, html } from './html.js';
import { siblingHref } from './sibling-href.js';

/** A table of files with size and digest; a name is a link where it can only lead to a file beside the page. */
export function fileRows(files: readonly PublishedFile[]): Html | undefined {
  if (files.length === 0) return undefined;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Files"><table>
<caption>Files</caption>
<thead><tr><th scope="col">File</th><th scope="col">Kind</th><th scope="col" class="number">Size</th>
<th scope="col">SHA-256</th></tr></thead>
<tbody>${files.map((file) => {
    const href = siblingHref(file.name);
    const name = html`<bdi>${file.name}</bdi>`;
    return html`<tr><td>${href === undefined ? name : html`<a href="${href}">${name}</a>`}</td><td>${file.kind}</td>
<td class="number">${formatBytes(file.artifact.sizeBytes)}</td><td><code class="digest">${file.artifact.sha256}</code></td></tr>`;
  })}</tbody></table></div>`;
}
