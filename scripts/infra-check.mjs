// `npm run infra:check`: infra/, the Dockerfile and azure.yaml against the code, without Azure. Where the Bicep CLI is
// installed it compiles as well, and any warning of it is a failure.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkInfra } from './infra/check-infra.mjs';
import { compileBicep } from './infra/compile-bicep.mjs';
import { readCodeFacts } from './infra/read-code-facts.mjs';
import { readInfraFacts } from './infra/read-infra-facts.mjs';
import { findCommand } from './setup/find-command.mjs';

/** What Bicep compiles; the modules come with them. */
const ENTRIES = ['infra/main.bicep', 'infra/events.bicep', 'infra/main.bicepparam'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const facts = await readInfraFacts(root, await readCodeFacts(root));
const bicep = findCommand('bicep');
const compiled = bicep === undefined ? [] : ENTRIES.flatMap((path) => compileBicep({ bicep, root, path }));
const findings = [...checkInfra(facts), ...compiled];
for (const { rule, path, line, message } of findings) process.stderr.write(`${path}:${line} ${rule}: ${message}\n`);
const resources = facts.documents.flatMap((document) => document.resources.filter(({ isExisting }) => !isExisting));
const compiler = bicep === undefined ? 'not compiled (no bicep on PATH): parsed and checked by our rules' : 'compiled';
process.stderr.write(
  `${facts.documents.length} Bicep files, ${resources.length} resources, ${compiler}: ${findings.length} findings\n`,
);
process.exitCode = findings.length > 0 ? 1 : 0;
