import { describe, expect, it } from 'vitest';
import { compileRoute } from '../../../../local/functions-host/http/route-template.js';

describe('compileRoute', () => {
  it.each([
    ['jobs', '/jobs', {}],
    ['jobs', '/JOBS/', {}],
    ['jobs/{id}', '/jobs/job_1', { id: 'job_1' }],
    ['jobs/{id}', '/jobs/a%2Fb', { id: 'a/b' }],
    ['jobs/{id?}', '/jobs', {}],
    ['jobs/{id=all}', '/jobs', { id: 'all' }],
    ['files/{*path}', '/files/a/b.txt', { path: 'a/b.txt' }],
    ['files/{*path}', '/files', {}],
    ['files/{name}.{extension}', '/files/my.film.mp4', { name: 'my.film', extension: 'mp4' }],
    ['jobs/{id:int}', '/jobs/-12', { id: '-12' }],
    ['jobs/{id:guid}', '/jobs/0f8fad5b-d9cb-469f-a165-70867728950e', { id: '0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['jobs/{n:int:range(1,9)}', '/jobs/9', { n: '9' }],
    ['tags/{tag:regex(^[a-z]{{2}}$)}', '/tags/es', { tag: 'es' }],
    ['a{{b}}', '/a{b}', {}],
    ['tags/{tag:length(2,3)}', '/tags/spa', { tag: 'spa' }],
    ['tags/{tag:minlength(3):maxlength(3)}', '/tags/spa', { tag: 'spa' }],
  ])('matches %s with %s', (template, path, expected) => {
    expect(compileRoute(template).match(path)).toEqual(expected);
  });

  it.each([
    ['jobs', '/job'],
    ['jobs', '/jobs/1'],
    ['jobs/{id}', '/jobs'],
    ['jobs/{id}', '/jobs/a/b'],
    ['jobs/{id:alpha}', '/jobs/1a'],
    ['jobs/{id:int}', '/jobs/2147483648'],
    ['jobs/{n:range(1,9)}', '/jobs/10'],
    ['jobs/{flag:bool}', '/jobs/yes'],
    ['jobs/{id:max(5)}', '/jobs/6'],
    ['tags/{tag:length(2)}', '/tags/spa'],
    ['tags/{tag:regex(^[a-z]{{2}}$)}', '/tags/spa'],
    ['a.b', '/axb'],
  ])('does not match %s with %s', (template, path) => {
    expect(compileRoute(template).match(path)).toBeUndefined();
  });

  it('puts literals before constrained before free parameters before catch-alls', () => {
    const templates = ['jobs/{*rest}', 'jobs/{id}', 'jobs/{id:int}', 'jobs/latest', 'jobs/{id}/outputs'];
    const sorted = [...templates].sort((a, b) => (compileRoute(a).precedence < compileRoute(b).precedence ? -1 : 1));
    expect(sorted).toEqual(['jobs/latest', 'jobs/{id:int}', 'jobs/{id}', 'jobs/{id}/outputs', 'jobs/{*rest}']);
  });

  it('refuses a constraint that does not exist', () => {
    expect(() => compileRoute('jobs/{id:nope}')).toThrow("'nope' is not a route constraint.");
  });
});
