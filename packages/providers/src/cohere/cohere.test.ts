import { upstreamContract } from '@weir/testing/upstream-contract';
import { cohereChat } from './chat.ts';
import { cohere } from './cohere.ts';

upstreamContract(cohere, cohereChat, import.meta.dirname);
