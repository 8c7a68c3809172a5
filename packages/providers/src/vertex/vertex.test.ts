import { providerContract } from '@weir/testing/provider-contract';
import { vertex } from './vertex.ts';

providerContract(vertex, import.meta.dirname);
