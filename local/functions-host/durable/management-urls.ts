import { codeParameter } from './code-parameter.js';
import { type DurableEndpoints, webhookPath } from './durable-endpoints.js';

/** The management URLs of one instance, as a start answers them. */
export function managementUrls(endpoints: DurableEndpoints, instanceId: string): Readonly<Record<string, string>> {
  const query = [`taskHub=${endpoints.taskHubName}`, 'connection=Storage', ...codeParameter(endpoints)].join('&');
  // The placeholder of the client input stays as it is; the SDK replaces it by the id.
  const instance = `${endpoints.origin}${webhookPath}/instances/${encodeURIComponent(instanceId)}`;
  const operation = (name: string): string => `${instance}/${name}?reason={text}&${query}`;
  return {
    id: instanceId,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: operation('terminate'),
    rewindPostUri: operation('rewind'),
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: operation('suspend'),
    resumePostUri: operation('resume'),
  };
}
