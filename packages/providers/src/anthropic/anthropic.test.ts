import { providerContract } from '@weir/testing/provider-contract';
import { anthropic } from './anthropic.ts';

providerContract(anthropic, import.meta.dirname);
