import { providerContract } from '@weir/testing/provider-contract';
import { deepseek } from './deepseek.ts';

providerContract(deepseek, import.meta.dirname);
