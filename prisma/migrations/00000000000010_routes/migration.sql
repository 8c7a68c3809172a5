-- CreateTable
CREATE TABLE "routes" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "draft" JSONB,
    "draft_updated_at" TIMESTAMPTZ(3),
    "draft_by_kind" TEXT,
    "draft_by_id" TEXT,
    "published_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "routes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route_versions" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "note" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by_kind" TEXT NOT NULL,
    "published_by_id" TEXT NOT NULL,

    CONSTRAINT "route_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "routes_organization_id_id_key" ON "routes"("organization_id", "id");

-- CreateIndex
CREATE INDEX "routes_organization_id_project_id_idx" ON "routes"("organization_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "route_versions_organization_id_route_id_version_key" ON "route_versions"("organization_id", "route_id", "version");

-- AddForeignKey
ALTER TABLE "routes" ADD CONSTRAINT "routes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routes" ADD CONSTRAINT "routes_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "projects"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_versions" ADD CONSTRAINT "route_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_versions" ADD CONSTRAINT "route_versions_organization_id_route_id_fkey" FOREIGN KEY ("organization_id", "route_id") REFERENCES "routes"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "provider_keys" ADD COLUMN "region" TEXT,
ADD COLUMN "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
ADD COLUMN "zero_retention" BOOLEAN NOT NULL DEFAULT false;

-- What the Prisma schema cannot say.

-- An archived route gives its name free.
CREATE UNIQUE INDEX "routes_live_name" ON "routes"("project_id", "name") WHERE "archived_at" IS NULL;

ALTER TABLE "routes"
  ADD CONSTRAINT "routes_name_form" CHECK ("name" ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$'),
  ADD CONSTRAINT "routes_draft_object" CHECK (jsonb_typeof("draft") = 'object'),
  ADD CONSTRAINT "routes_draft_known" CHECK (
    ("draft" IS NULL) = ("draft_updated_at" IS NULL)
    AND ("draft" IS NULL) = ("draft_by_kind" IS NULL)
    AND ("draft" IS NULL) = ("draft_by_id" IS NULL)
  );

ALTER TABLE "route_versions"
  ADD CONSTRAINT "route_versions_version_positive" CHECK ("version" > 0),
  ADD CONSTRAINT "route_versions_plan_object" CHECK (jsonb_typeof("plan") = 'object');

-- A published version is what past calls were routed by.
CREATE TRIGGER "route_versions_only_grow" BEFORE UPDATE OR DELETE ON "route_versions"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE "provider_keys"
  ADD CONSTRAINT "provider_keys_weight" CHECK ("weight" >= 0 AND "weight" <= 1000000);
