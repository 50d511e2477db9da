import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHasModel } from '../../../electron/personal/has-model.ts';

/** An endpoint that lists its models, and answers no one else. */
async function listing(models: readonly string[]) {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    asked.push(incoming.url ?? '');
    const isList = incoming.url?.endsWith('/models') === true;
    answer.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(isList ? { object: 'list', data: models.map((id) => ({ id, object: 'model' })) } : { error: { message: 'The model does not exist', code: 'model_not_found' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { asked, hasModel: createHasModel(() => ({ baseURL, apiKey: 'key' })) };
}

it('an endpoint with thousands of models is asked for its list once for a whole table, and names are compared whole', async () => {
  const { asked, hasModel } = await listing(Array.from({ length: 5_000 }, (_, index) => `pdpo-${index}`));
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => hasModel('cluster', `pdpo-${index}`)));
  expect(new Set(answers)).toEqual(new Set(['yes']));
  expect(asked).toHaveLength(1);
  // Neither the beginning of a name nor more than a name is that model.
  expect(await Promise.all(['pdpo-', 'pdpo-1-b', 'PDPO-1'].map((model) => hasModel('cluster', model)))).toEqual(['no', 'no', 'no']);
});
