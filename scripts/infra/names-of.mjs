import { listItems } from './list-items.mjs';
import { propertyOf } from './property-of.mjs';

/**
 * The names a resource declaration gives: one, or one for each item of its loop, where they are written out.
 * @param {import('./read-document.mjs').Resource} resource
 * @param {import('./read-document.mjs').BicepDocument} document
 * @returns {readonly string[]}
 */
export function namesOf({ body, loop }, document) {
  const own = propertyOf(body, 'name');
  if (own?.kind === 'string' && own.isLiteral) return [own.value];
  if (loop === undefined) return [];
  return listItems(loop, document).flatMap((item) => {
    const name = item.kind === 'object' ? propertyOf(item, 'name') : item;
    return name?.kind === 'string' && name.isLiteral ? [name.value] : [];
  });
}
