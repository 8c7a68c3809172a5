import { providerContract } from '@weir/testing/provider-contract';
import { deepinfra } from './deepinfra.ts';

providerContract(deepinfra, import.meta.dirname);
