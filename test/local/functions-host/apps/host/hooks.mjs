// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import { app } from '@azure/functions';

globalThis.hookCalls = [];
app.hook.appStart(() => globalThis.hookCalls.push('appStart'));
app.hook.appTerminate(() => globalThis.hookCalls.push('appTerminate'));
app.hook.preInvocation((context) => {
  context.hookData.begin = Date.now();
  if (context.invocationContext.functionName === 'literal') globalThis.hookCalls.push('pre');
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName === 'literal') globalThis.hookCalls.push('post');
  if (context.invocationContext.functionName === 'nothing' && globalThis.replaceNothing) {
    context.result = { body: 'put there by a hook' };
  }
});
