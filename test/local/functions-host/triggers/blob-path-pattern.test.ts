import { describe, expect, it } from 'vitest';
import { blobPathPattern } from '../../../../local/functions-host/triggers/blob-path-pattern.js';

describe('blobPathPattern', () => {
  it.each([
    ['inbox/{name}', 'inbox', 'film.mp4', { name: 'film.mp4' }],
    ['inbox/{name}', 'inbox', 'folder/film.mp4', { name: 'folder/film.mp4' }],
    ['in/{name}.{ext}', 'in', 'a.b.c', { name: 'a.b', ext: 'c' }],
    ['in/{job}/{name}', 'in', 'j/a', { job: 'j', name: 'a' }],
    ['in/part-{n}.txt', 'in', 'part-7.txt', { n: '7' }],
    ['{box}/x', 'inbox', 'x', { box: 'inbox' }],
    ['inbox', 'inbox', 'any/thing', {}],
    ['in/{{a}}', 'in', '{a}', {}],
  ])('%s takes %s/%s', (path, container, blob, expected) => {
    expect(blobPathPattern(path)(container, blob)).toEqual(expected);
  });

  it.each([
    ['inbox/{name}', 'outbox', 'film.mp4'],
    ['in/{name}.mp4', 'in', 'film.mkv'],
    ['in/a.c', 'in', 'abc'],
    ['in/{job}/{name}', 'in', 'a'],
  ])('%s does not take %s/%s', (path, container, blob) => {
    expect(blobPathPattern(path)(container, blob)).toBeUndefined();
  });
});
