import { permissions } from '@weir/services/permissions';
import { roles } from '@weir/services/roles';
import { endpointsOf } from '../../rest/endpoints.ts';
import { appRouter } from '../../trpc/app-router.ts';
import { DocsHeading } from '../docs-heading.tsx';
import type { DocsUrls } from '../read-markdown.ts';
import { readReference } from './document.ts';
import { FieldTable } from './field-table.tsx';
import { fieldLines } from './fields.ts';
import { OperationSection } from './operation-section.tsx';
import { operationsAt } from './pages.ts';
import { shapeId, shapesAt } from './reference-headings.ts';

/** Who may do each operation, by its id. */
function allowedRoles() {
  const entries = endpointsOf(appRouter).map(({ procedure, access }) => {
    const allowed = access === 'anybody' || access === 'person' || access === 'operator' ? roles : permissions[access];
    return [procedure.replaceAll('.', '-'), allowed] as const;
  });
  return new Map(entries);
}

/** The operations of one page of the reference, and the shapes that they speak of. */
export function ReferenceContent({ slug, urls }: { readonly slug: string; readonly urls: DocsUrls }) {
  const reference = readReference();
  const operations = operationsAt(slug);
  const allowed = allowedRoles();
  return (
    <>
      {operations.map((operation) => (
        <OperationSection
          key={operation.id}
          operation={operation}
          reference={reference}
          allowed={allowed.get(operation.id) ?? roles}
          urls={urls}
        />
      ))}
      {shapesAt(slug).map((name) => (
        <section key={name} className="mt-12">
          <DocsHeading level={2} id={shapeId(name)}>
            {name}
          </DocsHeading>
          <FieldTable label={name} lines={fieldLines(reference.shapes[name] ?? {})} />
        </section>
      ))}
    </>
  );
}
