import { providerContract } from '@weir/testing/provider-contract';
import { openaiCompatible } from './openai-compatible.ts';

providerContract(openaiCompatible, import.meta.dirname);
