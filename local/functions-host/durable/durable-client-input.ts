import { codeParameter } from './code-parameter.js';
import { type DurableEndpoints, webhookPath } from './durable-endpoints.js';
import { managementUrls } from './management-urls.js';

/** Stands for the instance id in URLs until the SDK puts one there. */
const INSTANCE_ID = 'INSTANCEID';

/** What a `durableClient` input binding receives. */
export function durableClientInput(endpoints: DurableEndpoints): object {
  const { origin, taskHubName, rpcBaseUrl } = endpoints;
  const code = codeParameter(endpoints);
  const creation = `${origin}${webhookPath}/orchestrators/{functionName}[/{instanceId}]`;
  const wait = ['timeout={timeoutInSeconds}', 'pollingInterval={intervalInSeconds}', ...code].join('&');
  return {
    taskHubName,
    creationUrls: {
      createNewInstancePostUri: [creation, ...code].join('?'),
      createAndWaitOnNewInstancePostUri: `${creation}?${wait}`,
    },
    managementUrls: managementUrls(endpoints, INSTANCE_ID),
    baseUrl: `${origin}${webhookPath}`,
    requiredQueryStringParameters: code.join('&'),
    rpcBaseUrl,
  };
}
