import { type Html, html } from './html.js';
import { receiptTargets } from './receipt-targets.js';

/** What the numbers of the page mean. */
export function reading(): Html {
  const { naturalRateMin, naturalRateMax, hardRate } = receiptTargets;
  return html`<section aria-labelledby="reading" class="reading"><h2 id="reading">How to read this</h2><dl>
<dt>Overlap</dt><dd>The share of the time in which the original speaks that the same line's dub also speaks.</dd>
<dt>Rate</dt><dd>How fast the voice is played against how it was spoken. ${naturalRateMin}–${naturalRateMax} passes as
natural; above ${hardRate} is reported.</dd>
<dt>Onset</dt><dd>When the dub begins against when the original begins; + is late, − is early.</dd>
<dt>Confidence</dt><dd>How sure the machine is, after listening to its own dub, that a segment is right.</dd>
<dt>Unit, key</dt><dd>Work is cut into units. A key is the digest of everything a unit depends on: the same key always
gives the same bytes, which is why a unit can be found again instead of run again.</dd></dl></section>`;
}
