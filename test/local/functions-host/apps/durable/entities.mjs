// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import * as df from 'durable-functions';

df.app.entity('Counter', (context) => {
  const value = context.df.getState(() => 0);
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(value + context.df.getInput());
      break;
    case 'get':
      context.df.return(value);
      break;
    case 'reset':
      context.df.destructOnExit();
      break;
    case 'forward':
      context.df.signalEntity(new df.EntityId('Counter', context.df.getInput()), 'add', value);
      break;
    case 'fail':
      throw new Error('entity operation failed');
  }
});

df.app.orchestration('callsEntity', function* (context) {
  const { key, operation } = context.df.getInput();
  try {
    return { value: yield context.df.callEntity(new df.EntityId('Counter', key), operation) };
  } catch {
    return { failed: true };
  }
});

df.app.orchestration('callsMissingEntity', function* (context) {
  try {
    return yield context.df.callEntity(new df.EntityId('NoSuchEntity', 'x'), 'get');
  } catch (error) {
    return error.message;
  }
});
