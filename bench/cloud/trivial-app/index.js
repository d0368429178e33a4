import * as df from 'durable-functions';

df.app.activity('add-one', { handler: (number) => number + 1 });
df.app.orchestration('three-steps', function* (context) {
  let number = context.df.getInput();
  for (let step = 0; step < 3; step += 1) number = yield context.df.callActivity('add-one', number);
  return number;
});
