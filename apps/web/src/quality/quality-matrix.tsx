'use client';
import type { Task } from '@weir/catalog/quality/task';
import clsx from 'clsx';
import { formatCount } from '../format/number.ts';
import type { ModelQuality, TaskQuality } from './quality-data.ts';
import { allTasks, taskWords } from './task-words.ts';

/** Which model and task are looked at. */
export type Looked = { readonly model: string; readonly task: Task };

function labelsOf({ labels }: TaskQuality): number {
  return labels.scores + labels.verdicts;
}

function Cell({
  found,
  model,
  onLook,
}: {
  readonly found: TaskQuality | undefined;
  readonly model: string;
  readonly onLook: (looked: Looked) => void;
}) {
  if (found === undefined)
    return (
      <span
        className="block py-2 text-center text-faint"
        title="Nothing is known: below any floor it does not qualify."
      >
        –<span className="sr-only"> nothing is known</span>
      </span>
    );
  const { task, quality, source } = found;
  const isLearnt = source === 'learnt';
  const percent = Math.round(quality * 100);
  const count = labelsOf(found);
  const words = `${model}, ${taskWords[task]}: ${percent}%, ${isLearnt ? `learnt, ${formatCount(count)} ${count === 1 ? 'rating' : 'ratings'}` : 'public results'}`;
  return (
    <button
      type="button"
      aria-label={words}
      title={words}
      onClick={() => onLook({ model, task })}
      className="relative block w-full rounded-sm px-1 py-1.5 text-center tabular hover:bg-hover"
    >
      <span aria-hidden="true" className="absolute inset-x-0.5 bottom-0.5 h-0.5 rounded-full bg-line">
        <span
          className={clsx('block h-full rounded-full', isLearnt ? 'bg-accent' : 'bg-faint')}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className={isLearnt ? 'font-medium' : 'text-quiet'}>{percent}%</span>
    </button>
  );
}

function rowLabel({ labels, labelsMissing }: ModelQuality): string {
  if (labels === 0) return 'public results alone';
  if (labelsMissing > 0)
    return `${formatCount(labels)} ${labels === 1 ? 'rating' : 'ratings'}, ${formatCount(labelsMissing)} more until they count`;
  return labels === 1 ? '1 rating' : `${formatCount(labels)} ratings`;
}

/** What each model is expected to be worth for each task. Each figure opens what it rests on. */
export function QualityMatrix({
  models,
  onLook,
}: {
  readonly models: readonly ModelQuality[];
  readonly onLook: (looked: Looked) => void;
}) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm" aria-label="Expected quality by model and task">
        <thead>
          <tr className="border-b border-line text-xs text-quiet [&_th]:px-1 [&_th]:py-2 [&_th]:font-medium">
            <th scope="col" className="sticky left-0 bg-surface pl-4! text-left">
              Model
            </th>
            {allTasks.map((task) => (
              <th key={task} scope="col">
                {taskWords[task]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.model} className="border-b border-line last:border-0">
              <th scope="row" className="sticky left-0 min-w-44 bg-surface py-1.5 pr-3 pl-4 text-left font-normal">
                <code className="block max-w-64 truncate max-sm:max-w-40" title={model.model}>
                  {model.model}
                </code>
                <span className="block max-w-64 truncate text-xs text-quiet max-sm:max-w-40">{rowLabel(model)}</span>
              </th>
              {allTasks.map((task) => (
                <td key={task} className="min-w-15 px-0.5">
                  <Cell found={model.tasks.find((each) => each.task === task)} model={model.model} onLook={onLook} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
