import { providerContract } from '@weir/testing/provider-contract';
import { openrouter } from './openrouter.ts';

providerContract(openrouter, import.meta.dirname);
