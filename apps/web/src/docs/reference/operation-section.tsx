import { type Role, roles } from '@weir/services/roles';
import { CodeBlock } from '../../ui/code-block.tsx';
import { DocsHeading } from '../docs-heading.tsx';
import type { DocsUrls } from '../read-markdown.ts';
import type { Operation, Reference } from './document.ts';
import { exampleOf } from './example.ts';
import { FieldTable } from './field-table.tsx';
import { fieldLines } from './fields.ts';
import { parameterLines } from './parameter-lines.ts';
import { Prose } from './prose.tsx';
import { curlExample } from './request-example.ts';
import { readNode, shapeOf } from './schema-node.ts';
import { TypeText } from './type-text.tsx';
import { typeParts } from './type-words.ts';

const either = new Intl.ListFormat('en', { type: 'disjunction' });

function rolesWords(allowed: readonly Role[]): string {
  return allowed.length === roles.length ? 'A token of any role.' : `A token with the role ${either.format(allowed)}.`;
}

function Answer({ operation, reference }: { readonly operation: Operation; readonly reference: Reference }) {
  const { status, schema } = operation.answer;
  if (schema === undefined) return <p className="my-3">{status}, without a body.</p>;
  const isShape = shapeOf(readNode(schema)) !== undefined;
  return (
    <>
      <p className="my-3">
        {status}, with {isShape ? <TypeText parts={typeParts(schema)} /> : 'these fields'}.
      </p>
      {!isShape && (
        <FieldTable label={`Answer of: ${operation.summary}`} head="field of the answer" lines={fieldLines(schema)} />
      )}
      <CodeBlock label="Answer" code={JSON.stringify(exampleOf(schema, reference.shapes), null, 2)} />
    </>
  );
}

/** One operation of the management API: what it takes, what it answers, and an example of both. */
export function OperationSection({
  operation,
  reference,
  allowed,
  urls,
}: {
  readonly operation: Operation;
  readonly reference: Reference;
  /** Who may. */
  readonly allowed: readonly Role[];
  readonly urls: DocsUrls;
}) {
  const { id, method, path, summary, description, body } = operation;
  const parameters = parameterLines(operation);
  return (
    <section className="mt-12 first:mt-0">
      <DocsHeading level={2} id={id}>
        {summary}
      </DocsHeading>
      <p className="my-3 flex flex-wrap items-baseline gap-x-2 rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm">
        <span className="font-semibold text-accent">{method}</span>
        <span className="[overflow-wrap:anywhere]">/api/v1{path}</span>
      </p>
      {description !== undefined && (
        <p className="my-3">
          <Prose text={description} />
        </p>
      )}
      <p className="my-3 text-quiet">{rolesWords(allowed)}</p>
      {parameters.length > 0 && (
        <FieldTable label={`Parameters of: ${summary}`} head="parameter" lines={parameters} saysRequired />
      )}
      {body !== undefined && (
        <FieldTable label={`Body of: ${summary}`} head="field of the body" lines={fieldLines(body)} saysRequired />
      )}
      <CodeBlock label="Shell" code={curlExample(operation, reference, `${urls.web}/api/v1`)} />
      <Answer operation={operation} reference={reference} />
    </section>
  );
}
