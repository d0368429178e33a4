import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followDockerfile } from '../../scripts/infra/follow-dockerfile.mjs';
import { readDockerfile } from '../../scripts/infra/read-dockerfile.mjs';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'polydub-follow-'));
  mkdirSync(join(home, 'context', 'code'), { recursive: true });
  mkdirSync(join(home, 'stages'));
  writeFileSync(join(home, 'context', 'code', 'main.js'), 'the program');
  writeFileSync(join(home, 'context', 'package.json'), '{}');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const follow = (lines: readonly string[], buildArgs: Readonly<Record<string, string>> = {}) =>
  followDockerfile({
    ...{ instructions: readDockerfile(lines.join('\n')), context: join(home, 'context'), target: join(home, 'stages') },
    ...{ buildArgs, say: () => undefined },
  });

describe('following a Dockerfile without Docker', () => {
  it('gives every stage a folder of its own and hands on what is copied', () => {
    const { worker, leftOut } = follow(
      [
        'FROM node:22 AS made',
        'WORKDIR /app',
        'COPY package.json ./',
        'ARG WORD=plain',
        'RUN echo "$WORD" > said',
        'FROM made AS further',
        'ENV PLACE=/kept NAME=x',
        'RUN mkdir "$PLACE" && echo "$NAME" > "$PLACE/file" && cat said >> "$PLACE/file"',
        'FROM debian AS worker',
        'RUN apt-get update && useradd somebody',
        'COPY --from=made /usr/local/bin/node /usr/local/bin/node',
        'WORKDIR /app',
        'COPY --from=further /kept /kept/',
        'COPY code code/',
        'ENV HOME_OF_ALL=/kept',
        'VOLUME ["/work"]',
        'USER 10001',
        'ENTRYPOINT ["node", "code/main.js"]',
      ],
      { WORD: 'told' },
    );

    expect(readFileSync(join(worker.root, 'kept/file'), 'utf8')).toBe('x\ntold\n');
    expect(readFileSync(join(worker.root, 'app/code/main.js'), 'utf8')).toBe('the program');
    expect(existsSync(join(worker.root, 'app/said'))).toBe(false);
    expect(worker).toMatchObject({ entrypoint: ['node', 'code/main.js'], workdir: join(worker.root, 'app') });
    expect(worker.env).toEqual({ HOME_OF_ALL: join(worker.root, 'kept') });
    expect(leftOut.map(({ value }) => value)).toEqual(['apt-get update && useradd somebody']);
  });

  it('stops at an instruction that fails, that copies what is not there, or that it does not know', () => {
    expect(() => follow(['FROM a AS b', 'RUN false | cat'])).toThrow(/ended with 1/);
    rmSync(join(home, 'stages', 'b'), { recursive: true });
    expect(() => follow(['FROM a AS b', 'COPY nothing ./'])).toThrow(/there is no/);
    rmSync(join(home, 'stages', 'b'), { recursive: true });
    expect(() => follow(['FROM a AS b', 'ONBUILD RUN true'])).toThrow(/how to do ONBUILD/);
  });
});
