import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { upstreamContract } from '@weir/testing/upstream-contract';
import { bedrock } from './bedrock.ts';
import { converse } from './converse.ts';

const request: ChatRequest = { dialect: 'chat', model: 'm', streaming: true, turns: [], tools: [], sampling: {} };

upstreamContract(bedrock, converse(request, 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'), import.meta.dirname);
