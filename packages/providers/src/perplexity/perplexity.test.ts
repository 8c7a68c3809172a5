import { providerContract } from '@weir/testing/provider-contract';
import { perplexity } from './perplexity.ts';

providerContract(perplexity, import.meta.dirname);
