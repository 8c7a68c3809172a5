import { z } from 'zod';
import { idField, limitsField, nameField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { allowedModelsField, attributesField, expiresAtField, expiryOf } from './fields.ts';
import { requireLive } from './require-live.ts';
import { gatewayKeyView, toGatewayKeyView } from './view.ts';

const changes = {
  name: nameField.optional(),
  allowedModels: allowedModelsField.nullable().optional().describe('Models or routes. Null: all of them.'),
  expiresAt: expiresAtField.nullable().optional().describe('Null: never.'),
  attributes: attributesField.optional(),
};

/** Changes name, allowed models, expiry or attributes; what is not given stays. */
export const updateGatewayKey = verb({
  action: 'gateway_key.write',
  input: z.strictObject({ id: idField, ...changes, limits: limitsField }),
  output: gatewayKeyView,
  async run(context, { id, name, allowedModels, expiresAt, attributes }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const known = await requireLive(own, id);
      const row = await own.gatewayKeys.update(id, {
        ...(name === undefined ? {} : { name }),
        ...(allowedModels === undefined ? {} : { allowedModels: allowedModels ?? [] }),
        ...(expiresAt === undefined ? {} : { expiresAt: expiryOf(expiresAt, nowMs) }),
        ...(attributes === undefined ? {} : { attributes }),
      });
      const given = Object.entries({ name, allowedModels, expiresAt, attributes });
      const fields = given.flatMap(([field, value]) => (value === undefined ? [] : [field]));
      await audit({ action: 'gateway_key.update', subjectKind: 'gateway_key', subjectId: id, detail: { fields } });
      affects(known.projectId);
      return row ?? known;
    });
    return toGatewayKeyView(result);
  },
});
