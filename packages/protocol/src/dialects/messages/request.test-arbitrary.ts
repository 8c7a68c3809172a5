import fc from 'fast-check';
import type { JsonObject } from '../../json-read.ts';

/** Now and then a member, or null, or none. */
function maybe<Value>(key: string, value: fc.Arbitrary<Value>): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    fc.constant({}),
    fc.constant({ [key]: null }),
    value.map((one) => ({ [key]: one })),
  );
}

function object(...members: readonly fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> {
  return fc.tuple(...members).map((all) => Object.assign({}, ...all));
}

function always(fields: JsonObject): fc.Arbitrary<JsonObject> {
  return fc.constant(fields);
}

function each(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(fields);
}

/** Pieces that answers are made of too. */
export const arbitrary = {
  text: fc.string({ unit: 'grapheme', maxLength: 12 }),
  id: fc.stringMatching(/^toolu_[a-zA-Z0-9]{1,8}$/),
  name: fc.stringMatching(/^[a-tv-zA-Z0-9_-]{1,12}$/),
  count: fc.nat({ max: 100_000 }),
  json: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()), {
    maxKeys: 3,
  }),
};
const { text, id, name, count, json } = arbitrary;
const mark = maybe('cache_control', fc.constantFrom({ type: 'ephemeral' }, { type: 'ephemeral', ttl: '1h' }));
/** At most one mark in a request, so that none has to go. */
const unmarked = always({});

const citation = fc.oneof(
  object(
    always({ type: 'char_location' }),
    each({ cited_text: text, document_index: count, start_char_index: count, end_char_index: count }),
    maybe('document_title', text),
    maybe('file_id', id),
  ),
  object(
    always({ type: 'page_location' }),
    each({ cited_text: text, document_index: count, start_page_number: count, end_page_number: count }),
  ),
  object(
    always({ type: 'content_block_location' }),
    each({ cited_text: text, document_index: count, start_block_index: count, end_block_index: count }),
  ),
  object(
    always({ type: 'web_search_result_location' }),
    each({ cited_text: text, url: fc.webUrl(), encrypted_index: id }),
    maybe('title', text),
  ),
  object(
    always({ type: 'search_result_location' }),
    each({
      cited_text: text,
      source: text,
      search_result_index: count,
      start_block_index: count,
      end_block_index: count,
    }),
    maybe('title', text),
  ),
);

function textBlock(marked = unmarked): fc.Arbitrary<JsonObject> {
  return object(
    always({ type: 'text' }),
    each({ text }),
    maybe('citations', fc.array(citation, { maxLength: 2 })),
    marked,
  );
}
const image = object(
  always({ type: 'image' }),
  each({
    source: fc.oneof(
      each({
        type: fc.constant('base64'),
        media_type: fc.constantFrom('image/png', 'image/jpeg'),
        data: fc.base64String(),
      }),
      each({ type: fc.constant('url'), url: fc.webUrl() }),
      each({ type: fc.constant('file'), file_id: id }),
    ),
  }),
);
const document = object(
  always({ type: 'document' }),
  each({
    source: fc.oneof(
      each({ type: fc.constant('base64'), media_type: fc.constant('application/pdf'), data: fc.base64String() }),
      each({ type: fc.constant('text'), media_type: fc.constant('text/plain'), data: text }),
      each({ type: fc.constant('url'), url: fc.webUrl() }),
      each({
        type: fc.constant('content'),
        content: fc.array(fc.oneof(textBlock(), image), { minLength: 1, maxLength: 2 }),
      }),
    ),
  }),
  maybe('title', text),
  maybe('context', text),
  maybe('citations', each({ enabled: fc.boolean() })),
);
const searchResult = object(
  always({ type: 'search_result' }),
  each({ source: text, title: text, content: fc.array(textBlock(), { minLength: 1, maxLength: 2 }) }),
  maybe('citations', each({ enabled: fc.boolean() })),
);
const toolResult = object(
  always({ type: 'tool_result' }),
  each({ tool_use_id: id }),
  maybe(
    'content',
    fc.oneof(
      text,
      fc.array(
        fc.oneof(
          textBlock(),
          image,
          document,
          searchResult,
          each({ type: fc.constant('tool_reference'), tool_name: name }),
        ),
        {
          maxLength: 3,
        },
      ),
    ),
  ),
  maybe('is_error', fc.boolean()),
);
const userBlock = fc.oneof(
  textBlock(),
  image,
  document,
  searchResult,
  toolResult,
  each({ type: fc.constant('container_upload'), file_id: id }),
);
const assistantBlock = fc.oneof(
  textBlock(),
  each({ type: fc.constant('thinking'), thinking: text, signature: fc.stringMatching(/^[A-Z][a-z0-9]{4,12}$/) }),
  each({ type: fc.constant('redacted_thinking'), data: fc.stringMatching(/^[A-Z][a-z0-9]{4,12}$/) }),
  object(
    always({ type: 'tool_use' }),
    each({ id, name, input: json }),
    maybe('caller', each({ type: fc.constant('direct') })),
  ),
  each({ type: fc.constant('server_tool_use'), id, name: fc.constant('web_search'), input: json }),
  each({ type: fc.constant('web_search_tool_result'), tool_use_id: id, content: fc.constant([]) }),
  each({ type: fc.constant('compaction'), content: text }),
);

function message(role: string, block: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return each({ role: fc.constant(role), content: fc.oneof(text, fc.array(block, { minLength: 1, maxLength: 4 })) });
}

const tool = fc.oneof(
  object(
    fc.constantFrom({}, { type: 'custom' }),
    each({ name, input_schema: json.map((properties) => ({ type: 'object', properties })) }),
    maybe('description', text),
    maybe('strict', fc.boolean()),
    maybe('defer_loading', fc.boolean()),
  ),
  each({ type: fc.constant('web_search_20250305'), name: fc.constant('web_search'), max_uses: count }),
  each({ type: fc.constant('bash_20250124'), name: fc.constant('bash') }),
);
const parallel = maybe('disable_parallel_tool_use', fc.boolean());
const toolChoice = fc.oneof(
  object(fc.constantFrom({ type: 'auto' }, { type: 'any' }), parallel),
  object(always({ type: 'tool' }), each({ name }), parallel),
  always({ type: 'none' }),
);
const display = maybe('display', fc.constantFrom('omitted', 'summarized'));
const thinking = fc.oneof(
  object(always({ type: 'enabled' }), each({ budget_tokens: count }), display),
  object(always({ type: 'adaptive' }), display),
  always({ type: 'disabled' }),
);
const format = each({ type: fc.constant('json_schema'), schema: json });

/** A request in all that the dialect can say. */
export const arbitraryRequest = object(
  each({
    model: fc.constant('m'),
    max_tokens: count,
    messages: fc.array(
      fc.oneof(message('user', userBlock), message('assistant', assistantBlock), message('system', textBlock())),
      {
        maxLength: 5,
      },
    ),
  }),
  maybe(
    'system',
    fc.oneof(
      text.filter((one) => one.trim() !== ''),
      fc.array(textBlock(mark), { minLength: 1, maxLength: 1 }),
    ),
  ),
  maybe('stream', fc.boolean()),
  maybe('tools', fc.array(tool, { maxLength: 3 })),
  maybe('tool_choice', toolChoice),
  maybe('thinking', thinking),
  maybe(
    'output_config',
    object(maybe('effort', fc.constantFrom('low', 'max')), maybe('format', format), maybe('task_budget', json)),
  ),
  maybe('metadata', object(maybe('user_id', text), maybe('team', text))),
  maybe('temperature', fc.constantFrom(0, 0.5, 1)),
  maybe('top_p', fc.constantFrom(0, 0.5, 1)),
  maybe('top_k', count),
  maybe('stop_sequences', fc.array(text, { maxLength: 2 })),
  maybe('service_tier', fc.constantFrom('auto', 'standard_only')),
  maybe('context_management', json),
  maybe('container', id),
);
