import { CodeBlock } from '../ui/code-block.tsx';

/** What tools answered. */
export function ResultsView({ results }: { readonly results: Readonly<Record<string, string>> }) {
  return (
    <div className="grid grid-cols-1 gap-2">
      <h2 className="text-xs font-medium text-quiet">Tools</h2>
      {Object.entries(results).map(([id, text]) => (
        <CodeBlock key={id} label={`Result of ${id}`} code={text} />
      ))}
    </div>
  );
}
