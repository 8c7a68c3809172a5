import { type Action, permissions } from '@weir/services/permissions';
import { expect, it } from 'vitest';
import { groupActions } from './action-words.ts';

const actions = Object.keys(permissions).filter((key): key is Action => key in permissions);

it('says every action of the permission table once, each in words of its own', () => {
  const said = groupActions(actions).flatMap((group) => group.actions);
  expect(said.map(({ action }) => action).toSorted()).toEqual(actions.toSorted());
  expect(new Set(said.map(({ words }) => words)).size).toBe(actions.length);
});

it('has a group for every action of today, and one for what comes', () => {
  expect(groupActions(actions).map(({ title }) => title)).not.toContain('Other');
});
