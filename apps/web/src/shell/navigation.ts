import type { Action } from '@weir/services/permissions';
import {
  Activity,
  BookOpen,
  Boxes,
  ChartArea,
  Gauge,
  HeartPulse,
  KeyRound,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  Plug,
  Rocket,
  ScrollText,
  Settings,
  ShieldCheck,
  Split,
  SquareTerminal,
  Users,
} from 'lucide-react';

export type NavigationItem = {
  /** Below /o/{organization}/, or a whole path. */
  readonly page: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown to those whose role may do this. */
  readonly needs?: Action;
};

/** The frame's navigation, in groups. The command palette goes to the same places. */
export const navigation: readonly (readonly NavigationItem[])[] = [
  [
    { page: 'overview', label: 'Overview', icon: LayoutDashboard },
    { page: 'calls', label: 'Calls', icon: ListTree },
    { page: 'cost', label: 'Cost', icon: ChartArea },
    { page: 'performance', label: 'Performance', icon: Gauge },
  ],
  [
    { page: 'get-started', label: 'Get started', icon: Rocket, needs: 'gateway_key.write' },
    { page: 'routes', label: 'Routes', icon: Split, needs: 'route.read' },
    { page: 'health', label: 'Health', icon: HeartPulse, needs: 'provider_key.read' },
    { page: 'playground', label: 'Playground', icon: SquareTerminal, needs: 'playground.use' },
  ],
  [
    { page: 'keys', label: 'Keys', icon: KeyRound, needs: 'gateway_key.read' },
    { page: 'providers', label: 'Providers', icon: Plug, needs: 'provider_key.read' },
    { page: 'models', label: 'Models', icon: Boxes },
  ],
  [
    { page: 'members', label: 'Members', icon: Users },
    { page: 'ledger', label: 'Ledger', icon: ShieldCheck },
    { page: 'audit', label: 'Audit', icon: ScrollText, needs: 'audit.read' },
    { page: 'settings', label: 'Settings', icon: Settings },
  ],
];

/** Places outside of any organization. */
export const elsewhere: readonly NavigationItem[] = [
  { page: '/docs', label: 'Documentation', icon: BookOpen },
  { page: '/status', label: 'Status of this instance', icon: Activity },
];
