import { type Action, may, permissions } from '@weir/services/permissions';
import { roles } from '@weir/services/roles';
import { groupActions } from '../members/action-words.ts';
import { roleLabel, roleSentences } from '../members/role-words.ts';
import { markdownTable } from './markdown-table.ts';

function isAction(text: string): text is Action {
  return text in permissions;
}

const together = new Intl.ListFormat('en', { type: 'conjunction' });

function whoMay(action: Action): string {
  const allowed = roles.filter((role) => may(role, action));
  return allowed.length === roles.length ? 'every role' : together.format(allowed);
}

/** What each role is for, and the permission table in words, as Markdown. */
export function roleTables(): string {
  const actions = Object.keys(permissions).filter(isAction);
  const sentences = roles.map((role) => [`**${roleLabel(role)}**`, roleSentences[role]]);
  const groups = groupActions(actions).map(({ title, actions: own }) => {
    return `## ${title}\n\n${markdownTable(
      ['action', 'who may'],
      own.map(({ action, words }) => [words, whoMay(action)]),
    )}`;
  });
  return [markdownTable(['role', 'is for'], sentences), ...groups].join('\n\n');
}
