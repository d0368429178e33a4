// azd's hook after `deploy`: subscribes the inbox, then dubs the demo clip through the deployed API.
//   node scripts/infra/finish-deployment.mjs
import { setTimeout as delay } from 'node:timers/promises';
import { askAzure } from './ask-azure.mjs';
import { requireSetting } from './require-setting.mjs';
import { smokeTest } from './smoke-test.mjs';

/** The key of the blob extension appears some time after the first start of the app. */
const ATTEMPTS = 8;
const PAUSE_MS = 30_000;

const group = requireSetting('AZURE_RESOURCE_GROUP');
const app = requireSetting('POLYDUB_FUNCTIONS_NAME');
await subscribeInbox();
if (process.env['POLYDUB_SMOKE_TEST'] === 'off') process.stderr.write('The smoke test is switched off.\n');
else {
  const keys = ['functionapp', 'keys', 'list', '--resource-group', group, '--name', app];
  const key = askAzure('az', [...keys, '--query', 'functionKeys.default', '--output', 'tsv']);
  if (key === undefined || key === '') throw new Error(`${app} has no key for the smoke test.`);
  process.exitCode = smokeTest({ url: requireSetting('POLYDUB_URL'), key });
}

async function subscribeInbox() {
  const parameters = [
    `functionsName=${app}`,
    `topicName=${requireSetting('POLYDUB_EVENT_TOPIC_NAME')}`,
    `hostAccountName=${requireSetting('POLYDUB_HOST_ACCOUNT_NAME')}`,
  ];
  const deploy = ['deployment', 'group', 'create', '--resource-group', group, '--name', 'events', '--output', 'none'];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = askAzure('az', [...deploy, '--template-file', 'infra/events.bicep', '--parameters', ...parameters]);
    if (answer !== undefined) return;
    process.stderr.write(`The inbox could not be subscribed (${attempt} of ${ATTEMPTS}).\n`);
    if (attempt < ATTEMPTS) await delay(PAUSE_MS);
  }
  throw new Error('Files dropped in the inbox will start nothing: the event subscription could not be made.');
}
