'use client';
import { useState } from 'react';
import { useViewer } from '../shell/viewer.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { asCode, type CodeLanguage } from './as-code.ts';
import type { Column } from './use-calls.ts';
import type { PlaygroundState } from './use-playground.ts';

const languages: readonly { readonly value: CodeLanguage; readonly label: string }[] = [
  { value: 'curl', label: 'curl' },
  { value: 'typescript', label: 'TypeScript' },
  { value: 'python', label: 'Python' },
];

const samplePrompt = 'What does a weir do?';

/** What was said and the prompt that is being written, as a program. */
export function CodeView({ state }: { readonly state: PlaygroundState }) {
  const { gatewayUrl } = useViewer();
  const { draft, columns, modelOf, requestOf } = state;
  const [column, setColumn] = useState<Column>(0);
  const shown = columns.includes(column) ? column : 0;
  const said = draft.conversations[shown];
  const text = draft.prompt.trim() === '' && said.length === 0 ? samplePrompt : draft.prompt.trim();
  const next = text === '' && draft.images.length === 0 ? [] : [{ kind: 'user', text, images: draft.images } as const];
  const program = { request: requestOf(shown, [...said, ...next]), gatewayUrl };
  return (
    <div className="grid grid-cols-1 gap-4">
      {columns.length > 1 && (
        <div>
          <Segmented
            label="Model"
            choices={columns.map((each) => ({ value: String(each), label: modelOf(each) }))}
            value={String(shown)}
            onChange={(value) => setColumn(value === '1' ? 1 : 0)}
          />
        </div>
      )}
      <Tabs
        label="Language"
        tabs={languages.map(({ value, label }) => ({
          value,
          label,
          content: <CodeBlock label={label} code={asCode(value, program)} />,
        }))}
      />
      <p className="text-xs text-quiet">
        The gateway key is in <code>WEIR_KEY</code>. Its calls are those of the key; the playground’s are yours.
      </p>
    </div>
  );
}
