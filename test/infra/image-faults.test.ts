import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../scripts/infra/read-dockerfile.mjs';
import { findImageFaults } from '../../scripts/infra/rules/find-image-faults.mjs';
import { hadolintRules } from '../../scripts/infra/rules/hadolint-rules.mjs';
import { realFacts } from './real-facts.js';

const facts = await realFacts();
const real = readFileSync('gpu-container/Dockerfile', 'utf8');
const messages = (dockerfile: string) => findImageFaults({ ...facts, dockerfile }).map(({ message }) => message);

/** The rule, what stands in the Dockerfile and the mistake that is put there. */
const mistakes: readonly (readonly [code: string, before: string, after: string])[] = [
  ['DL3000', 'WORKDIR /app', 'WORKDIR app'],
  ['DL3003', '  && ldconfig', '  && cd /etc && ldconfig'],
  ['DL3004', '  && ldconfig', '  && sudo ldconfig'],
  ['DL3006', 'FROM <CUDA> AS cuda', 'FROM debian AS cuda'],
  ['DL3007', 'FROM <CUDA> AS cuda', 'FROM debian:latest AS cuda'],
  ['DL3008', '# hadolint ignore=DL3008\n', ''],
  ['DL3009', '  && rm -rf /var/lib/apt/lists/*', '  && true'],
  ['DL3014', 'install --yes --no-install', 'install --no-install'],
  ['DL3015', ' --no-install-recommends', ''],
  ['DL3016', 'RUN npm ci --omit=dev --workspace gpu-container', 'RUN npm install zod'],
  ['DL3020', 'COPY package.json ./', 'ADD package.json ./'],
  ['DL3021', 'COPY package.json package-lock.json .npmrc ./', 'COPY package.json package-lock.json .npmrc app'],
  ['DL3022', 'COPY --from=cuda', 'COPY --from=nvidia'],
  ['DL3024', 'FROM <CUDA> AS cuda', 'FROM <CUDA> AS models'],
  ['DL3025', 'ENTRYPOINT ["node",', 'ENTRYPOINT node #["node",'],
  ['DL3027', '  && ldconfig', '  && apt update'],
  ['DL3029', 'FROM <CUDA>', 'FROM --platform=linux/arm64 <CUDA>'],
  ['DL3045', 'WORKDIR /app\nCOPY package.json ./', 'COPY package.json ./'],
  ['DL3046', ' --no-log-init', ''],
  ['DL4000', 'VOLUME ["/work"]', 'MAINTAINER nobody'],
  ['DL4003', 'VOLUME ["/work"]', 'CMD ["a"]\nCMD ["b"]'],
  ['DL4004', 'VOLUME ["/work"]', 'ENTRYPOINT ["a"]'],
  ['DL4006', 'FROM <BASE> AS worker\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'FROM <BASE> AS worker'],
];

/** The same for rules of our own, by what they say. */
const others: readonly (readonly [says: RegExp, before: string, after: string])[] = [
  [/lacks sox/, '    sox \\\n', ''],
  [/vim is not in/, '    sox \\\n', '    sox \\\n    vim \\\n'],
  [/runs as root/, 'USER 10001', 'USER 0'],
  [/no ENTRYPOINT/, 'ENTRYPOINT [', 'LABEL entry=['],
  [/moves with every release/, 'ARG BASE_IMAGE=debian:bookworm-slim', 'ARG BASE_IMAGE=debian:latest'],
  [/without a version/, 'ARG CUDA_IMAGE=debian:bookworm-slim', 'ARG CUDA_IMAGE=nvidia/cuda'],
  [/upgrades the base image/, 'apt-get update &&', 'apt-get update && apt-get upgrade --yes &&'],
  [/needs BuildKit/, 'RUN npm ci', 'RUN --mount=type=cache,target=/root/.npm npm ci'],
  [/a secret/, 'ARG BAKE_OPTIONS=', 'ARG HF_TOKEN='],
  [/a secret/, 'ENV NODE_ENV=production', 'ENV NODE_ENV=production STORAGE_KEY=abc'],
  [/models in every image/, 'ARG BAKE_MODELS=\n', 'ARG BAKE_MODELS=gtcrn\n'],
];

/** `<BASE>` is the name of a base image as the Dockerfile has it. */
const withImages = (text: string) => text.replace(/<([A-Z]+)>/g, (_, name) => `\${${name}_IMAGE}`);

function plant(before: string, after: string): string {
  expect(real, 'the text to be spoiled').toContain(withImages(before));
  return real.replace(withImages(before), () => withImages(after));
}

describe('the Dockerfile', () => {
  it('breaks none of the rules', () => {
    expect(messages(real)).toEqual([]);
  });

  it('is read whole: four stages, comments and continued lines taken for what they are', () => {
    const instructions = readDockerfile(real);
    expect(instructions.filter(({ name }) => name === 'FROM')).toHaveLength(4);
    expect(instructions.filter(({ name }) => name === '')).toEqual([]);
    expect(instructions.find(({ value }) => value.startsWith('apt-get'))?.ignores).toEqual(['DL3008']);
    expect(readDockerfile('RUN a \\\n# between\n  b\nUSER 1')).toMatchObject([
      { name: 'RUN', value: 'a   b', line: 1 },
      { name: 'USER', value: '1', line: 4 },
    ]);
  });

  it.each(mistakes)('is found at fault by %s', (code, before, after) => {
    expect(messages(plant(before, after))).toContainEqual(expect.stringContaining(`(${code})`));
  });

  it.each(others)('is found at fault: %s', (says, before, after) => {
    expect(messages(plant(before, after))).toContainEqual(expect.stringMatching(says));
  });

  it('has a mistake here for every rule', () => {
    const codes = new Set(hadolintRules.map(({ code }) => code));
    expect([...codes].filter((code) => !mistakes.some(([each]) => each === code))).toEqual([]);
  });
});
