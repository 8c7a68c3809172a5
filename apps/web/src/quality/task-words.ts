import { type Task, tasks } from '@weir/catalog/quality/task';

/** What tasks are called. */
export const taskWords: Readonly<Record<Task, string>> = {
  code: 'Code',
  math: 'Math',
  science: 'Science',
  medicine: 'Medicine',
  law: 'Law',
  business: 'Business',
  humanities: 'Humanities',
  extraction: 'Extraction',
  summarising: 'Summaries',
  translation: 'Translation',
  writing: 'Writing',
  chat: 'Chat',
};

/** Tasks in their order. */
export const allTasks = tasks;
